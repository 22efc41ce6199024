import { GalleryPage } from '@/components/gallery/gallery-page'

export const metadata = { title: 'Gallery' }

/** Only in development: next.config.js leaves pages that end in `.dev.tsx` out of the production build. */
export default function Page() {
  return <GalleryPage />
}
