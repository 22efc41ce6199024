import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Uploads } from '@/lib/client/hooks/use-uploads'
import type { Upload } from '@/lib/client/http/send-upload'
import { UploadList } from './upload-list'

test('shows a few of each kind of thousands of files, and the number of others', () => {
  const upload = (status: Upload['status'], index: number): Upload => ({
    id: `${status}-${index}`,
    name: `${status}-${index}.md`,
    sizeBytes: 1,
    status,
    share: 0,
    error: status === 'failed' ? 'Refused.' : null,
    canRetry: false,
  })
  const uploadsOf = (status: Upload['status'], count: number) =>
    Array.from({ length: count }, (_, index) => upload(status, index))
  const nothing = () => undefined
  const uploads: Uploads = {
    uploads: [
      ...uploadsOf('waiting', 9_000),
      ...uploadsOf('sending', 3),
      ...uploadsOf('unchanged', 800),
      ...uploadsOf('failed', 200),
    ],
    add: async () => [],
    clearSent: nothing,
    dismiss: nothing,
    dismissAll: nothing,
    retry: nothing,
  }
  const html = renderToStaticMarkup(<UploadList uploads={uploads} />)
  const shownCount = (status: string) => new Set(html.match(new RegExp(`${status}-\\d+\\.md`, 'g'))).size
  expect(['waiting', 'sending', 'unchanged', 'failed'].map(shownCount)).toEqual([5, 3, 5, 20])
  expect(html).toContain('and 9,970 more files')
})
