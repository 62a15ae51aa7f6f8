package api

// ExtensionCommand is the body of POST /v1/doctor/gnome-extension.
type ExtensionCommand struct {
	Do string `json:"do"` // install, uninstall
}

// Extension is the answer of POST /v1/doctor/gnome-extension: how the
// extension of GNOME Shell is on the disk of the person now.
type Extension struct {
	Folder    string `json:"folder"`    // where it is, or was
	Installed bool   `json:"installed"` // it is there now
	Before    bool   `json:"before"`    // it was there before
	Relogin   bool   `json:"relogin"`   // the shell loads it only after the next log in
}
