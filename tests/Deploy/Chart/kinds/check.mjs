// Holds objects against the published schemas of their kinds: a JSON array on standard input, a line on standard output for each that doesn't fit.
import { HTTPRoute } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1";
import { ScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1";
import { PrometheusRule, ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import { readFileSync } from "node:fs";

const kinds = {
  "gateway.networking.k8s.io/v1/HTTPRoute": HTTPRoute,
  "keda.sh/v1alpha1/ScaledObject": ScaledObject,
  "monitoring.coreos.com/v1/PrometheusRule": PrometheusRule,
  "monitoring.coreos.com/v1/ServiceMonitor": ServiceMonitor,
};

for (const object of JSON.parse(readFileSync(0, "utf8"))) {
  const name = `${object.apiVersion}/${object.kind}`;
  try {
    if (!(name in kinds)) throw new Error("is no kind that is known");
    new kinds[name](object).validate();
  } catch (error) {
    console.log(`${name}: ${error.message}`.replaceAll("\n", " "));
  }
}
