import { defineCollection, z } from "astro:content";
import { glob } from "astro/loaders";

const blog = defineCollection({
  loader: glob({ base: "./src/content/blog", pattern: "**/*.md" }),
  schema: z.object({ title: z.string(), date: z.date(), lang: z.string().default("en"), description: z.string() }),
});

export const collections = { blog };
