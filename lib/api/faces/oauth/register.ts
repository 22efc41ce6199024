import 'server-only'
import { z } from 'zod'
import { isRedirectUri } from '@/lib/services/programs/redirect-uri'
import { type FaceHandler, jsonResponse } from '../face-handler'
import type { PublicFaces } from '../public-faces'
import { readBody } from '../read-body'
import { takeOfAddress } from './take-of-address'

const MAX_BODY_BYTES = 16 * 1024
const NAMELESS = 'A program without a name'

/** RFC 7591 §2; what we have no use for is left alone. */
const Registration = z.object({
  redirect_uris: z
    .array(
      z
        .string()
        .refine(
          isRedirectUri,
          'A redirect_uri must be https, http on this computer, or a scheme of the program’s own (RFC 8252).',
        ),
    )
    .min(1)
    .max(10),
  client_name: z
    .string()
    .max(500)
    .transform((name) =>
      name
        .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
        .trim()
        .slice(0, 80),
    )
    .optional(),
})

/** Anybody may register a program: it opens nothing until a person lets it in. */
export function registerProgram(faces: PublicFaces): FaceHandler {
  return async (face) => {
    await takeOfAddress(faces, face)
    const { redirect_uris, client_name } = await readBody(face.request, Registration, MAX_BODY_BYTES)
    const name = client_name || NAMELESS
    const clientId = await faces.backend.programs.register({ name, redirectUris: redirect_uris })
    const registered = {
      client_id: clientId,
      client_id_issued_at: Math.floor(Date.now() / 1_000),
      client_name: name,
      redirect_uris,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      // Programs on people's machines keep no secret; PKCE stands in for one.
      token_endpoint_auth_method: 'none',
    }
    return jsonResponse(registered, { status: 201 })
  }
}
