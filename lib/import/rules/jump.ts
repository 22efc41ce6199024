import { never, nowhere } from './never'
import type { Rule } from './rule'

/** Ends the container around it, or one round of it. The value that arrives is not read by steps of other builders. */
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
