print("standings")
