"""What talks to Kafka without being a stage: publishing, subscribing, topics, lag, dead letters."""
