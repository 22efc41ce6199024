import { generateKeyPairSync } from 'node:crypto'

/** A throw-away key pair. */
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })

export const SERVICE_ACCOUNT_PUBLIC_KEY = publicKey

/** A service account file in Google's format. */
export function serviceAccountFile(overrides: object = {}): string {
  return JSON.stringify({
    type: 'service_account',
    project_id: 'project-1',
    private_key_id: 'key-id-1',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: 'patchbay@project-1.iam.gserviceaccount.com',
    client_id: '1',
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
    token_uri: 'https://oauth2.googleapis.com/token',
    universe_domain: 'googleapis.com',
    ...overrides,
  })
}
