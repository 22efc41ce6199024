import { never, nowhere } from './never'
import type { Rule } from './rule'

/**
 * Ends the enclosing container, or one round of it. In other builders, no step reads the value that arrives at a jump.
 */
const jumpTo = (type: 'loop-break' | 'loop-continue'): Rule => ({
  targets: { jump: type },
  status: 'equivalent',
  gate: ({ jump }) => `${jump}.value`,
  leave: nowhere,
  values: never,
  build: () => {},
})

export const loopBreak = jumpTo('loop-break')
export const loopContinue = jumpTo('loop-continue')
