import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The program embeds the page, so the build gives files with fixed names and nothing inline: the server's
// Content-Security-Policy allows scripts and styles from itself only. Addresses are relative, so that the page
// also works below a path of a reverse proxy.
export default defineConfig({
  base: './',
  plugins: [svelte()],
  build: {
    outDir: process.env.FAMILIAR_WEB_DIR || 'dist',
    emptyOutDir: true,
    target: 'es2022',
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        inlineDynamicImports: true,
        entryFileNames: 'app.js',
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith('.css')) ? 'app.css' : '[name][extname]'),
      },
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
