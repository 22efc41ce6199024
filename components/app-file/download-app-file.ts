import { toast } from '@/components/ui/toast'
import { send } from '@/lib/client/http/request'
import { saveFile } from '@/lib/client/http/save-file'
import { t } from '@/lib/client/messages/t'
import { exportAppFile } from '@/lib/contracts/app-transfer'

/** Downloads the draft or a version as a `.patchbay.json` file, or reports why that is not possible. */
export async function downloadAppFile(appId: string, versionId?: string): Promise<void> {
  try {
    await saveFile(await send(exportAppFile, { params: { appId }, query: versionId ? { versionId } : {} }))
  } catch (error) {
    toast.error(t('appFile.notExported'), {
      description: error instanceof Error ? error.message : '',
      duration: 12_000,
    })
  }
}
