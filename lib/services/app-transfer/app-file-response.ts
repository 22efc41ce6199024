import 'server-only'

export const appFileResponse = (name: string, text: string): Response =>
  new Response(text, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.patchbay.json"`,
      'x-content-type-options': 'nosniff',
    },
  })
