import { closedLoop } from './closed-loop.mjs'
import { pacedLoop } from './paced-loop.mjs'

/** A load that must not fail. @param load `{ connections, ms }`, or `{ perSecond, ms }` */
export async function drive(target, load) {
  const done = await (load.perSecond ? pacedLoop : closedLoop)(target, load)
  if (done.failures.length > 0) throw new Error(done.failures[0])
  return done
}
