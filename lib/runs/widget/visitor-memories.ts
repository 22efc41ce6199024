import 'server-only'
import type { MemoryOwner } from '@/lib/services/memories/memory-owner'
import { forgetMemories, ownMemories, setMemoryConsent } from '@/lib/services/memories/own-memories'
import type { System } from '@/lib/services/system'
import type { Visitor } from '@/lib/services/visitors/visitor'
import type { VisitorBackend } from './visitor-types'

type Memories = Pick<VisitorBackend, 'ownMemories' | 'setMemoryConsent' | 'forgetMemories'>

/** What published apps remember about their end users. */
export function visitorMemories({ db }: Pick<System, 'db'>): Memories {
  return {
    ownMemories: (visitor) => ownMemories(db, ownerOf(visitor)),
    setMemoryConsent: ({ isGiven, ...visitor }) => setMemoryConsent(db, ownerOf(visitor), isGiven),
    forgetMemories: ({ id, ...visitor }) => forgetMemories(db, ownerOf(visitor), id),
  }
}

function ownerOf({ app: { workspaceId, appId, environment = 'production' }, endUser }: Visitor): MemoryOwner {
  return { workspaceId, appId, environment, endUser }
}
