package agenda

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode"

	"focusd/tracker"
)

// A form is what a value is as JSON: a map of any, a list of any, a string, a
// number or a bool. Package json alone would do, if a day and a length of time
// were not to be read by people.

// formOf is the form of v; nil says nothing and is left out.
func formOf(v reflect.Value) any {
	if says, ok := v.Interface().(interface{ IsZero() bool }); ok && says.IsZero() || v.IsZero() {
		return nil
	}
	switch value := v.Interface().(type) {
	case time.Time:
		return value.UTC().Format(time.RFC3339Nano)
	case time.Duration:
		return length(value)
	case tracker.Day:
		return value.String()
	case encoding.TextMarshaler:
		return value
	}
	switch v.Kind() {
	case reflect.Pointer:
		return orEmpty(formOf(v.Elem()))
	case reflect.Slice:
		return formOfList(v)
	case reflect.Struct:
		form := make(map[string]any)
		for i := range v.NumField() {
			if value := formOf(v.Field(i)); value != nil {
				form[fieldName(v.Type().Field(i))] = value
			}
		}
		return form
	}
	return v.Interface()
}

// formOfList has all elements, also those that say nothing.
func formOfList(v reflect.Value) any {
	list := make([]any, v.Len())
	for i := range list {
		if list[i] = formOf(v.Index(i)); list[i] == nil {
			list[i] = zeroForm(v.Index(i))
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

// zeroForm is a form of v, which is zero, that is not left out.
func zeroForm(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Struct, reflect.Pointer:
		return map[string]any{}
	}
	return v.Interface()
}

func orEmpty(form any) any {
	if form == nil {
		return map[string]any{}
	}
	return form
}

// fieldName is what a form calls a field: the name of its tag, or that of the
// field with _ before what were capitals.
func fieldName(f reflect.StructField) string {
	if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
		return name
	}
	var name strings.Builder
	small := false
	for _, r := range f.Name {
		if unicode.IsUpper(r) && small {
			name.WriteByte('_')
		}
		small = !unicode.IsUpper(r)
		name.WriteRune(unicode.ToLower(r))
	}
	return name.String()
}

// setForm sets v, which is zero, to what form says.
func setForm(v reflect.Value, form any) error {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch value := v.Addr().Interface().(type) {
	case *time.Time, *time.Duration, *tracker.Day, encoding.TextUnmarshaler:
		text, ok := form.(string)
		if !ok {
			return errors.New("a text is missing")
		}
		return setText(value, text)
	}
	switch form := form.(type) {
	case map[string]any:
		return setFields(v, form)
	case []any:
		return setList(v, form)
	case json.Number:
		return setNumber(v, form.String())
	case string:
		if v.Kind() == reflect.String {
			v.SetString(form)
			return nil
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(form)
			return nil
		}
	}
	return fmt.Errorf("a %s is missing", v.Kind())
}

func setText(value any, text string) (err error) {
	switch value := value.(type) {
	case *time.Time:
		if *value, err = time.Parse(time.RFC3339Nano, text); err == nil {
			*value = value.UTC()
		}
	case *time.Duration:
		*value, err = time.ParseDuration(text)
	case *tracker.Day:
		*value, err = tracker.ParseDay(text)
	case encoding.TextUnmarshaler:
		err = value.UnmarshalText([]byte(text))
	}
	return err
}

func setFields(v reflect.Value, form map[string]any) error {
	if v.Kind() != reflect.Struct {
		return fmt.Errorf("a %s is missing", v.Kind())
	}
	known := 0
	for i := range v.NumField() {
		name := fieldName(v.Type().Field(i))
		value, ok := form[name]
		if !ok {
			continue
		}
		known++
		if err := setForm(v.Field(i), value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if n := len(form) - known; n > 0 {
		return fmt.Errorf("it has fields that this program does not know (%d of %d): use a newer one", n, len(form))
	}
	return nil
}

func setList(v reflect.Value, form []any) error {
	if v.Kind() != reflect.Slice {
		return fmt.Errorf("a %s is missing", v.Kind())
	}
	v.Set(reflect.MakeSlice(v.Type(), len(form), len(form)))
	for i, value := range form {
		if err := setForm(v.Index(i), value); err != nil {
			return fmt.Errorf("%d: %w", i, err)
		}
	}
	return nil
}

func setNumber(v reflect.Value, text string) error {
	switch {
	case v.CanInt():
		n, err := strconv.ParseInt(text, 10, v.Type().Bits())
		v.SetInt(n)
		return err
	case v.CanUint():
		n, err := strconv.ParseUint(text, 10, v.Type().Bits())
		v.SetUint(n)
		return err
	case v.CanFloat():
		n, err := strconv.ParseFloat(text, v.Type().Bits())
		v.SetFloat(n)
		return err
	}
	return fmt.Errorf("a %s is missing", v.Kind())
}
