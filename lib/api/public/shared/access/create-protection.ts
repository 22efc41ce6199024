import 'server-only'
import type { Database } from '@/lib/db/database'
import { checkCaller } from '@/lib/services/protection/check-caller'
import { noteRefusal } from '@/lib/services/protection/note-refusal'
import { protectionBook } from '@/lib/services/protection/protection-book'
import type { Protection } from '../../public-api'

export function createProtection(db: Database): Protection {
  const book = protectionBook(db)
  return {
    check: (caller) => {
      const page = book.peek()
      if (!page) return book.read().then((read) => checkCaller(read, caller, Date.now()))
      checkCaller(page, caller, Date.now())
      return undefined
    },
    note: (error, caller) => noteRefusal(db, error, caller),
  }
}
