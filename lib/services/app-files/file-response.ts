import 'server-only'

/** Serves user or model content as data for our pages, never as a page of its own, so that it cannot run scripts. */
export function fileResponse({ name, mediaType }: { name: string; mediaType: string }, bytes: Uint8Array): Response {
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, max-age=300',
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
      'cross-origin-resource-policy': 'same-origin',
    },
  })
}
