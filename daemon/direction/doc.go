// Package direction keeps what a person wrote from turning round the sentence
// that it is shown in: Hebrew and Arabic run from right to left, and take along
// the numbers and marks that stand beside them.
//
// It is for text on its way to a person, in a notification, a menu or a
// terminal. What is stored or sent stays as it was written.
package direction
