import { buildUrl } from '@/lib/client/http/build-url'
import { readPageImage } from '@/lib/contracts/page-images'

/** Address of an uploaded logo or avatar for members of the workspace. */
export const pageImageUrl = (appId: string, imageId: string): string =>
  buildUrl(readPageImage.path, { appId, fileId: imageId }, {})
