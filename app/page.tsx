import { redirect } from 'next/navigation'

/** The link printed by `npm start`: `/?setup=…` and `/?login=…` contain a one-time token. */
export default async function HomePage({ searchParams }: { searchParams: Promise<Record<string, string | string[]>> }) {
  const { setup, login } = await searchParams
  if (typeof setup === 'string') redirect(`/setup?setup=${encodeURIComponent(setup)}`)
  if (typeof login === 'string') redirect(`/sign-in?login=${encodeURIComponent(login)}`)
  redirect('/apps')
}
