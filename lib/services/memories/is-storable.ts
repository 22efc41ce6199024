import { findPersonalData, type PersonalKind } from '@/lib/core/personal-data/find-personal-data'
import { maskSecrets } from '@/lib/import/mask-secrets'

/** Numbers that give access to money or prove an identity. */
const NEVER: ReadonlySet<PersonalKind> = new Set(['card', 'iban', 'id'])
/** In the languages of the widget: a word for a password, followed by the value. */
const CREDENTIALS = [
  /\b(?:password|passphrase|passcode|pin|api[ -]?key|secret|token)\b\s*(?:is\b|:|=)/i,
  /\b(?:passwort|kennwort|pin|geheimzahl)\b\s*(?:(?:ist|lautet)\b|:|=)/i,
  /\b(?:contraseña|clave|pin)\s*(?:es\b|:|=)/i,
  /\b(?:mot de passe|code secret)\s*(?:est\b|:|=)/i,
  /\b(?:senha|palavra-passe)\s*(?:é|:|=)/i,
  /密码\s*(?:是|为|：|:|=)/,
  /(?:パスワード|暗証番号)\s*(?:は|：|:|=)/,
  /(?:كلمة المرور|كلمة السر|الرقم السري)\s*(?:هي|هو|:|=)/,
]

/** False for texts that look like credentials, card or account numbers, or national ids. */
export function isStorable(text: string): boolean {
  if (CREDENTIALS.some((words) => words.test(text)) || maskSecrets(text) !== text) return false
  return !findPersonalData(text).some(({ kind }) => NEVER.has(kind))
}
