package privacy

// secrets are apps whose titles name what is to be known to nobody: password
// managers, and what asks for a password.
func secrets() []app {
	return []app{
		"keepassxc", "keepassx", "keepassx2", "keepass", "keepass2", "kpcli", "bitwarden", "1password", "enpass", "dashlane", "lastpass",
		"nordpass", "protonpass", "proton pass", "proton-pass", "buttercup", "passwordsafe", "pwsafe", "qtpass", "gopass-ui", "revelation",
		"secrets", "gnome-passwordsafe", "seahorse", "kwalletmanager", "kwalletmanager5", "kwalletd5", "kwalletd6", "authenticator", "authpass",
		"org.gnome.seahorse.application", "pinentry", "pinentry-gtk", "pinentry-gtk-2", "pinentry-gnome3", "pinentry-qt", "gcr-prompter",
		"ssh-askpass", "ksshaskpass",
	}
}
