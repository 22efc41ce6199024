import 'server-only'
import { clients } from '@/lib/providers/clients.gen'
import { isProviderId } from '@/lib/providers/manifests.gen'

/** Loads the libraries of the providers that a workspace uses, so that the first answer does not wait for them. */
export async function warmProviders(providers: readonly string[]): Promise<void> {
  await Promise.all(
    [...new Set(providers)].filter(isProviderId).map(async (id) => (await clients[id]()).default.load?.()),
  )
}
