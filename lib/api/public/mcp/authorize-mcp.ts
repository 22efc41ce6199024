import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { ProgramGrant } from '@/lib/services/programs/find-grant'
import { PROGRAM_TOKEN } from '@/lib/services/programs/token'
import type { PublicFaces } from '../public-api'
import { addressOf, type FaceRequest } from '../public-handler'
import { admitKey, authorizeKey } from '../shared/access/authorize-key'
import { programLease } from '../shared/access/key-lease'

export interface McpCaller {
  key: CallerKey
  /** Who let the program in; null: it has a key. */
  member: ProgramGrant['member'] | null
}

/** A key, or the token of a program that a member let in. @throws AppError UNAUTHENTICATED or RATE_LIMITED */
export async function authorizeMcp(faces: PublicFaces, face: FaceRequest): Promise<McpCaller> {
  const token = /^Bearer ([\x21-\x7e]{8,200})$/i.exec(face.request.headers.get('authorization') ?? '')?.[1]
  if (!token?.startsWith(PROGRAM_TOKEN)) return { key: await authorizeKey(faces, face), member: null }
  const grant = await faces.backend.programs.authenticate(token)
  if (!grant || !isFor(grant, face)) {
    await faces.limiter.addresses.take(`key:${addressOf(faces, face)}`)
    throw new AppError('UNAUTHENTICATED', 'The connection has ended. Connect anew.')
  }
  await admitKey(faces, face, { key: grant.key, endUser: memberName(grant.member) })
  face.lease = () => programLease(faces, grant.key)
  return grant
}

/** As the pages for members call them. */
export const memberName = ({ userId }: { userId: string }): string => `member:${userId}`

/** A token for one address opens no other (RFC 8707). */
function isFor({ resource }: ProgramGrant, face: FaceRequest): boolean {
  return resource === null || resource === face.context.req.path.replace('%40', '@').replace(/\/$/, '')
}
