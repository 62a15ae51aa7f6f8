package query

// EngineVersion is the version of the Prometheus that the engine is from.
const EngineVersion = "3.13.5"
