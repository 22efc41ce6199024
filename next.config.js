const isDevelopment = process.env.NODE_ENV === 'development'

/** @type {import('next').NextConfig} */
export default {
  // Pages for developers, such as /gallery, are not part of the product.
  pageExtensions: ['tsx', 'ts', ...(isDevelopment ? ['dev.tsx'] : [])],
  distDir: '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  // `npm test` type-checks the whole tree; a second pass here would only slow down the first start.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // Excludes the messages of all languages, and colours: each file explains why.
  turbopack: {
    resolveAlias: { zod: './lib/core/zod-parts.ts', 'd3-color': './lib/client/no-colors.ts' },
    rules: {
      'zod-parts.ts': { loaders: ['./scripts/build/bundle-zod.cjs'], as: '*.js' },
      '*.ts': {
        condition: { path: /messages\/(en|zh-CN)\/[\w-]+\.ts$/ },
        loaders: ['./scripts/build/compile-messages.cjs'],
        as: '*.js',
      },
    },
  },
  // The server keeps every source map in memory: five megabytes that only locate errors of pages.
  experimental: { optimizePackageImports: ['lucide-react', 'radix-ui'], turbopackSourceMaps: false },
}
