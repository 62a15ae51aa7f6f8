//go:build tray && unix

package gtk

/*
#cgo pkg-config: gtk+-3.0
#include <gtk/gtk.h>

// nthSeparator is NULL if the widget is no menu or has no more than n of them,
// and takes those it has off n.
static GtkWidget *nthSeparator(GtkWidget *menu, int *n) {
	if (menu == NULL || !GTK_IS_MENU(menu))
		return NULL;
	GtkWidget *found = NULL;
	GList *items = gtk_container_get_children(GTK_CONTAINER(menu));
	for (GList *l = items; l != NULL && found == NULL; l = l->next)
		if (GTK_IS_SEPARATOR_MENU_ITEM(l->data) && (*n)-- == 0)
			found = l->data;
	g_list_free(items);
	return found;
}

// setSeparator runs on GTK's own thread. The number is in all bits but the last.
static gboolean setSeparator(gpointer data) {
	int n = GPOINTER_TO_INT(data) >> 1;
	GList *windows = gtk_window_list_toplevels();
	GtkWidget *found = NULL;
	for (GList *l = windows; l != NULL && found == NULL; l = l->next)
		found = nthSeparator(gtk_bin_get_child(GTK_BIN(l->data)), &n);
	g_list_free(windows);
	if (found != NULL)
		gtk_widget_set_visible(found, GPOINTER_TO_INT(data) & 1);
	return FALSE; // once
}

static void showSeparator(int n, int visible) {
	g_idle_add(setSeparator, GINT_TO_POINTER(n << 1 | visible));
}
*/
import "C"

// showSeparator shows or hides one of the menu, counted from zero. The library
// keeps no hold of them, so it is looked for: a menu of GTK is in a window of its
// own from the start, and the submenus have no separators. What the library adds
// is there before, as it is added by the same loop.
func showSeparator(n int, visible bool) {
	var on C.int
	if visible {
		on = 1
	}
	C.showSeparator(C.int(n), on)
}
