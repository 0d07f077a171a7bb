def valid(model, declarations, plains):
    return None
