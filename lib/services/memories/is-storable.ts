import { findPersonalData, type PersonalKind } from '@/lib/core/personal-data/find-personal-data'
import { maskSecrets } from '@/lib/import/mask-secrets'

/** Numbers that give access to money or prove an identity. */
const NEVER: ReadonlySet<PersonalKind> = new Set(['card', 'iban', 'id'])
const CREDENTIAL =
  /\b(?:password|passwort|passcode|pin|api[ -]?key|secret|token)\b\s*(?:is|ist|:|=)|密码(?:是|为|：|:)/i

/** False for texts with credentials, card or account numbers, or national ids, which are never remembered. */
export function isStorable(text: string): boolean {
  if (CREDENTIAL.test(text) || maskSecrets(text) !== text) return false
  return !findPersonalData(text).some(({ kind }) => NEVER.has(kind))
}
