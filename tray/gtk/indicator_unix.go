//go:build tray && unix

package gtk

/*
#cgo pkg-config: ayatana-appindicator3-0.1
#include <libayatana-appindicator/app-indicator.h>

// indicator belongs to GTK's thread; NULL until it has an icon.
static AppIndicator *indicator;

static gboolean found(GSignalInvocationHint *hint, guint n, const GValue *values, gpointer none) {
	indicator = g_value_get_object(&values[0]);
	return FALSE; // once
}

// findIndicator has the first icon that is set tell on what.
static void findIndicator(void) {
	g_type_class_ref(APP_INDICATOR_TYPE); // else it has no signals yet
	g_signal_add_emission_hook(g_signal_lookup(APP_INDICATOR_SIGNAL_NEW_ICON, APP_INDICATOR_TYPE), 0, found, NULL, NULL);
}

// lineOf is the n-th line of the menu itself; NULL if it has none.
static GtkWidget *lineOf(int n) {
	if (indicator == NULL)
		return NULL;
	GList *lines = gtk_container_get_children(GTK_CONTAINER(app_indicator_get_menu(indicator)));
	GtkWidget *line = g_list_nth_data(lines, n);
	g_list_free(lines);
	return line;
}

// setVisible has the number in all bits but the last.
static gboolean setVisible(gpointer data) {
	GtkWidget *line = lineOf(GPOINTER_TO_INT(data) >> 1);
	if (line != NULL)
		gtk_widget_set_visible(line, GPOINTER_TO_INT(data) & 1);
	return FALSE; // once
}

static gboolean setMiddle(gpointer n) {
	GtkWidget *line = lineOf(GPOINTER_TO_INT(n));
	if (line != NULL)
		app_indicator_set_secondary_activate_target(indicator, line);
	return FALSE;
}

static gboolean setStatus(gpointer attention) {
	if (indicator != NULL)
		app_indicator_set_status(indicator, GPOINTER_TO_INT(attention) ? APP_INDICATOR_STATUS_ATTENTION : APP_INDICATOR_STATUS_ACTIVE);
	return FALSE;
}

static void later(GSourceFunc f, int n) { g_idle_add(f, GINT_TO_POINTER(n)); }
static void laterVisible(int n, int visible) { later(setVisible, n << 1 | visible); }
static void laterMiddle(int n) { later(setMiddle, n); }
static void laterStatus(int attention) { later(setStatus, attention); }
*/
import "C"

// The library does not give away its indicator, which could do what it has no
// function for. GObject tells of it: who sets an icon emits a signal of the
// indicator. Everything here comes after the first icon, as it is done by the
// same loop in the same order.

// findIndicator must be called before the library makes one.
func findIndicator() { C.findIndicator() }

// showSeparator shows or hides one that is the n-th line of the menu itself.
func showSeparator(n int, visible bool) { C.laterVisible(C.int(n), number(visible)) }

// setMiddle has a click with the middle button on the icon be one on the n-th
// line of the menu itself, while that is seen.
func setMiddle(n int) { C.laterMiddle(C.int(n)) }

// setAttention has the panel point at the icon, or no longer.
func setAttention(on bool) { C.laterStatus(number(on)) }

func number(b bool) C.int {
	if b {
		return 1
	}
	return 0
}
