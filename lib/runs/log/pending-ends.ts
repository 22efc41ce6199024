import 'server-only'
import { singleton } from '@/lib/platform/singleton'

/** How many runs of this process have ended and wait for their end to be stored. */
export function endsWaiting(): { count: number } {
  return singleton('ends-waiting', () => ({ count: 0 }))
}
