"""Fitted scikit-learn and XGBoost classifiers as ONNX nodes, made to agree with Python to rounding error.

Each module appends one kind of model to an `onnx_export.graph.Graph` and returns the name of a float tensor
[N, classes] with its probabilities:

    trees.forest      random forest (scikit-learn)    ai.onnx.ml TreeEnsembleClassifier
    trees.boosting    XGBoost, multi:softprob         ai.onnx.ml TreeEnsembleClassifier and Softmax
    svm.rbf           C-SVC with probabilities        ai.onnx.ml SVMClassifier
    knn.manhattan     distance-weighted neighbours    plain operators (float64)

Why the results agree. All models take float32 values: inputs of ONNX graphs are float32, so the Python models have to
be trained on, and asked about, numbers that float32 holds exactly. Then a tree compares the same numbers on both sides
once its float64 thresholds are rounded down to float32, and nothing but the rounding of sums differs elsewhere.
"""
