import 'server-only'
import type { PublicFile } from '@/lib/contracts/public-files'

/** A file as a download, so that no browser renders it. */
export function fileDownload({ file, bytes }: { file: PublicFile; bytes: Uint8Array }): Response {
  const headers = {
    'content-type': file.mediaType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'cache-control': 'no-store',
  }
  return new Response(Uint8Array.from(bytes), { headers })
}
