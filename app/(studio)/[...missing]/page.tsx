import { notFound } from 'next/navigation'

/** Unknown addresses show their message beside the navigation of the studio. */
export default function Page(): never {
  notFound()
}
