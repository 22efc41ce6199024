import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { PublicFaces } from '../../public-api'
import { type FailureBody, faceHandler } from '../../public-handler'

/** What a peer has and Patchbay has not: refused with what to do instead, so that nobody looks for a wrong address. */
export function notOffered(faces: PublicFaces, message: string, failureBody: FailureBody) {
  const refuse = async () => {
    throw new AppError('INVALID_INPUT', message)
  }
  return faceHandler(faces, refuse, failureBody)
}
