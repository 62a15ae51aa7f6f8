package query

import (
	"context"
	"sync"

	"github.com/prometheus/prometheus/promql/parser"
)

// plan is what an expression says of its selectors and the engine does not, in the
// order in which the engine comes to them.
type plan struct {
	mu        sync.Mutex
	selectors []selector
}

// selector is one of an expression.
type selector struct {
	inner  bool  // in a subquery: it is evaluated at multiples of the step
	offset int64 // milliseconds back
}

func planOf(e parser.Expr) *plan {
	p := new(plan)
	parser.Inspect(e, func(n parser.Node, path []parser.Node) error {
		v, ok := n.(*parser.VectorSelector)
		if !ok {
			return nil
		}
		s := selector{offset: v.OriginalOffset.Milliseconds()}
		for _, above := range path {
			if _, ok := above.(*parser.SubqueryExpr); ok {
				s.inner = true
			}
		}
		p.selectors = append(p.selectors, s)
		return nil
	})
	return p
}

// next is the selector that the engine has come to.
func (p *plan) next() selector {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.selectors) == 0 {
		return selector{}
	}
	s := p.selectors[0]
	p.selectors = p.selectors[1:]
	return s
}

type planKey struct{}

func withPlan(ctx context.Context, p *plan) context.Context {
	return context.WithValue(ctx, planKey{}, p)
}

func planIn(ctx context.Context) *plan {
	if p, ok := ctx.Value(planKey{}).(*plan); ok {
		return p
	}
	return new(plan)
}
