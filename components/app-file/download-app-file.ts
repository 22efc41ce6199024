import { toast } from '@/components/ui/toast'
import { send } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { exportAppFile } from '@/lib/contracts/app-transfer'

/** Downloads the draft or a version as a `.patchbay.json` file, or reports why that is not possible. */
export async function downloadAppFile(appId: string, versionId?: string): Promise<void> {
  try {
    const response = await send(exportAppFile, { params: { appId }, query: versionId ? { versionId } : {} })
    const address = URL.createObjectURL(await response.blob())
    const link = document.createElement('a')
    link.href = address
    link.download =
      /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'app.patchbay.json'
    link.click()
    // By then the browser has started to read the file.
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  } catch (error) {
    toast.error(t('appFile.notExported'), {
      description: error instanceof Error ? error.message : '',
      duration: 12_000,
    })
  }
}
