package page

import "focusd/daemon/api"

// lookExercise is the exercise of three days.
type lookExercise struct {
	look
	api.Exercise
}

func loadLookExercise(v *visit) (any, error) {
	x, err := v.client.Exercise(v)
	if absent(err) {
		return nil, nil
	}
	return lookExercise{v.look(), x}, err
}
