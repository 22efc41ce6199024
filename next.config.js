/** @type {import('next').NextConfig} */
export default {
  distDir: '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // `npm test` runs the type checker on the whole tree; a second pass here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // Without the messages of all languages, and without colours: each file says why.
  turbopack: { resolveAlias: { zod: './lib/core/zod-parts.ts', 'd3-color': './lib/client/no-colors.ts' } },
  // The server keeps every map that it reads as long as it runs: five megabytes that say where a page's failure came from.
  experimental: { optimizePackageImports: ['lucide-react', 'radix-ui'], turbopackSourceMaps: false },
}
