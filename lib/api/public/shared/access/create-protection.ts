import 'server-only'
import type { Database } from '@/lib/db/database'
import { checkCaller } from '@/lib/services/protection/check-caller'
import { protectionCache } from '@/lib/services/protection/protection-cache'
import { recordRejection } from '@/lib/services/protection/record-rejection'
import type { Protection } from '../../public-api'

export function createProtection(db: Database): Protection {
  const cache = protectionCache(db)
  return {
    check: (caller) => {
      const settings = cache.peek()
      if (!settings) return cache.read().then((current) => checkCaller(current, caller, Date.now()))
      checkCaller(settings, caller, Date.now())
      return undefined
    },
    note: (error, caller) => recordRejection(db, error, caller),
  }
}
