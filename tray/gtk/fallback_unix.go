//go:build tray && unix

package gtk

/*
#cgo pkg-config: gtk+-3.0 gio-2.0
#include <string.h>
#include <gtk/gtk.h>

#define WATCHER "org.kde.StatusNotifierWatcher"

// showFallback shows or hides the icon that the indicator puts into a tray of the
// older kind. GTK has it in a window of its own, and gives away no other hold.
static void showFallback(gboolean visible) {
	GList *windows = gtk_window_list_toplevels();
	for (GList *l = windows; l != NULL; l = l->next)
		if (strcmp(G_OBJECT_TYPE_NAME(l->data), "GtkTrayIcon") == 0)
			gtk_widget_set_visible(GTK_WIDGET(l->data), visible);
	g_list_free(windows);
}

// registered hides the fallback if our indicator is among the panel's.
static void registered(GObject *bus, GAsyncResult *result, gpointer none) {
	GVariant *answer = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, NULL);
	if (answer == NULL)
		return; // the panel has gone again, or keeps no list
	GVariant *items = NULL;
	g_variant_get(answer, "(v)", &items);
	if (g_variant_is_of_type(items, G_VARIANT_TYPE_STRING_ARRAY)) {
		const gchar **names = g_variant_get_strv(items, NULL);
		const gchar *own = g_dbus_connection_get_unique_name(G_DBUS_CONNECTION(bus));
		gsize length = strlen(own);
		for (const gchar **n = names; *n != NULL; n++)
			if (strncmp(*n, own, length) == 0 && ((*n)[length] == '/' || (*n)[length] == '\0'))
				showFallback(FALSE);
		g_free(names);
	}
	g_variant_unref(items);
	g_variant_unref(answer);
}

static gboolean askPanel(gpointer bus) {
	g_dbus_connection_call(bus, WATCHER, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get",
		g_variant_new("(ss)", WATCHER, "RegisteredStatusNotifierItems"), G_VARIANT_TYPE("(v)"),
		G_DBUS_CALL_FLAGS_NONE, -1, NULL, registered, NULL);
	return FALSE; // once
}

// settledAfter is in milliseconds, and more than the 100 that the indicator waits
// for a panel before it falls back.
enum { settledAfter = 250 };

static void appeared(GDBusConnection *bus, const gchar *name, const gchar *owner, gpointer none) {
	g_timeout_add_full(G_PRIORITY_DEFAULT, settledAfter, askPanel, g_object_ref(bus), g_object_unref);
}

static void vanished(GDBusConnection *bus, const gchar *name, gpointer none) {
	showFallback(TRUE);
}

static void watchPanel(void) {
	g_bus_watch_name(G_BUS_TYPE_SESSION, WATCHER, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared, vanished, NULL, NULL);
}
*/
import "C"

// oneIcon keeps the indicator from being in a panel twice.
//
// Where there is no panel that talks over the bus, an indicator of
// libayatana-appindicator 0.5.92 falls back to a tray of the older kind. It
// takes that back when a panel has answered, unless the panel does so in the
// 100 ms that it waits before it falls back: that timer is not stopped. So who
// logs in, when the panel and this start together, has two icons in a panel
// that has both kinds of tray, as that of Xfce.
func oneIcon() { C.watchPanel() }
