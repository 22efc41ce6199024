import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from '@/lib/platform/singleton'

/** Documents that a process parses concurrently for waiting people, and the length of the queue. */
const AT_ONCE = 2
const MAX_WAITING = 20

interface Places {
  free: number
  waiting: (() => void)[]
}

/** Parses a document in turn, so that many at once do not starve the rest of the process. @throws RATE_LIMITED */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const places = singleton('parse-places', (): Places => ({ free: AT_ONCE, waiting: [] }))
  if (places.free > 0) places.free -= 1
  else await wait(places)
  try {
    return await work()
  } finally {
    const next = places.waiting.shift()
    if (next) next()
    else places.free += 1
  }
}

function wait({ waiting }: Places): Promise<void> {
  if (waiting.length >= MAX_WAITING)
    throw new AppError('RATE_LIMITED', problem('files.tooManyReading'), {
      retryAfterSeconds: 5,
    })
  const { promise, resolve } = Promise.withResolvers<void>()
  waiting.push(resolve)
  return promise
}
