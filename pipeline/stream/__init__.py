"""Where the flow meets Kafka: the only folder that imports faust."""
