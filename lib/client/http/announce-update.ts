import { t } from '../messages/t'
import { toast } from '../toast'

let isAnnounced = false

/**
 * Offers one reload if the server runs another build than the one that this tab has loaded (`data-build` of
 * the document). Code that is loaded on demand may be gone, and responses may have another form.
 */
export function announceUpdate(response: Response): void {
  const served = response.headers.get('x-patchbay-build')
  const loaded = globalThis.document?.documentElement.dataset.build
  if (isAnnounced || !served || !loaded || served === loaded) return
  isAnnounced = true
  toast.info(t('shell.updated'), {
    duration: Number.POSITIVE_INFINITY,
    action: { label: t('shell.reload'), onClick: () => window.location.reload() },
  })
}
