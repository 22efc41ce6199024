import { Spinner } from '@/components/ui/spinner'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { previewUpload } from '@/lib/contracts/dataset-sources'
import { caseText, type ExampleData } from '@/lib/contracts/example-data'

/** Preview of the first rows, with the reasons for rejected ones. */
export function UploadPreview(props: { result: ResponseOf<typeof previewUpload> | undefined; isBusy: boolean }) {
  const { result, isBusy } = props
  if (!result)
    return isBusy ? (
      <p className="flex items-center gap-2 text-muted text-sm">
        <Spinner size={14} /> {t('datasets.readingPreview')}
      </p>
    ) : null
  return (
    <section aria-live="polite" className="flex flex-col gap-2">
      <p className="font-medium text-sm">
        {t('datasets.previewCounts', { good: result.good, count: result.good + result.refused })}
      </p>
      <div className="max-h-64 overflow-y-auto">
        <Table>
          <TableHead>
            <tr>
              <TableHeader className="text-right">{t('datasets.line')}</TableHeader>
              <TableHeader className="w-full">{t('datasets.becomes')}</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {result.rows.map(({ line, data, reason, reasonRef }) => (
              <TableRow key={line}>
                <TableCell className="text-right align-top text-faint tabular-nums">{line}</TableCell>
                <TableCell className="max-w-0">
                  {data ? (
                    <Shown data={data} />
                  ) : (
                    <span className="text-danger text-xs">{reason && localizeStored(reason, reasonRef)}</span>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </section>
  )
}

function Shown({ data }: { data: ExampleData }) {
  const [question, expected] = summaryOf(data)
  return (
    <div className="min-w-0">
      <p className="truncate">{question}</p>
      <p className="truncate text-muted text-xs">{expected}</p>
    </div>
  )
}

/** What the example asks, and the expected answer. */
function summaryOf(data: ExampleData): (string | undefined)[] {
  if ('messages' in data)
    return [data.messages.findLast(({ role }) => role === 'user')?.content, data.messages.at(-1)?.content]
  if ('question' in data) return [data.question, data.answer]
  if ('inputs' in data) return [Object.values(data.inputs).map(caseText).join(' · '), caseText(data.expected ?? '')]
  return [data.text, data.label]
}
