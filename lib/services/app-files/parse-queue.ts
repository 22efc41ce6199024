import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { firstComeFirstServed, Semaphore } from '@/lib/core/semaphore'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from '@/lib/platform/singleton'

/** Documents that a process parses concurrently for waiting people, and the length of the queue. */
const AT_ONCE = 2
const MAX_WAITING = 20

/** Parses a document in turn, so that many at once do not starve the rest of the process. @throws RATE_LIMITED */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const slots = singleton(
    'parse-slots',
    () => new Semaphore(firstComeFirstServed(AT_ONCE, MAX_WAITING), { tooBusy: tooManyReading }),
  )
  return slots.run(null, work)
}

const tooManyReading = () => new AppError('RATE_LIMITED', problem('files.tooManyReading'), { retryAfterSeconds: 5 })
