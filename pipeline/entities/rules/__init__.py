"""What turns any recogniser's spans into entities: pure rules over text and small tables."""
