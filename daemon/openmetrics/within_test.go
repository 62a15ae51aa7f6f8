package openmetrics

// Within is e with so many bytes of memory.
func (e Export) Within(most int) Export {
	e.most = most
	return e
}
