import { z } from 'zod'

/** One entry of a document's list: an end user or a group that the customer's backend signed, a member by id or e-mail, or a role. */
const AccessEntry = z
  .string()
  .trim()
  .max(200)
  .regex(
    /^(user|group|member|role):\S(.*\S)?$/u,
    'Write user:ID, group:NAME, member:E-MAIL or role:ROLE, such as “group:sales”.',
  )

/** E-mail addresses are compared in lower case, and nobody is named twice. */
export const normalizeAccess = (access: DocumentAccess): DocumentAccess =>
  access && [...new Set(access.map((entry) => (entry.startsWith('member:') ? entry.toLowerCase() : entry)))]

/** Who may see a document; null: everyone who may use the app. An empty list: only those who manage documents. */
export const DocumentAccess = z.array(AccessEntry).max(200).nullable()
export type DocumentAccess = z.infer<typeof DocumentAccess>

/** Who looks. `null` manages the documents and sees all of them; an empty list sees only what everyone may. */
export type Viewer = readonly string[] | null

export const EVERYONE: Viewer = []

/** @param userId as the customer's backend names them, without a prefix @param groups as it named them too */
export function endUserViewer(userId: string, groups: readonly string[] = []): Viewer {
  return [`user:${userId}`, ...groups.map((group) => `group:${group}`)]
}

export interface MemberIdentity {
  userId: string
  email: string
  /** Members who join by an open link choose an address, so it grants access only once it is confirmed. */
  isEmailConfirmed: boolean
  role: string
}

/** Editors and owners manage documents; others see what everyone may, and what names them or their role. */
export function memberViewer({ userId, email, isEmailConfirmed, role }: MemberIdentity): Viewer {
  if (role === 'owner' || role === 'editor') return null
  const address = isEmailConfirmed ? [`member:${email.toLowerCase()}`] : []
  return [`member:${userId}`, ...address, `role:${role}`]
}
