import type { Exporter } from "../domain/exporter.ts";
import { antiphonExporter } from "../exporters/antiphon.ts";
import { createIssoExporter } from "../exporters/isso.ts";
import { createPagesExporter } from "../exporters/pages.ts";
import { createWordpressExporter } from "../exporters/wordpress.ts";
import { createTongues } from "../i18n/tongues.ts";
import { createForeign } from "../store/sqlite/foreign-writer.ts";
import { wellFormed } from "../web/feeds/well-formed.ts";
import { createViews, type Render } from "../web/render.ts";

/** Every form in which everything can be taken along, in the order of commands and forms. Views are read when one asks. */
export function createExporters(): readonly Exporter[] {
  const { english } = createTongues();
  let views: Render | null = null;
  const render = (view: string, locals: object) => {
    views ??= createViews().render;
    return views(view, locals, english);
  };
  return [
    antiphonExporter,
    createIssoExporter(createForeign),
    createWordpressExporter(render, wellFormed),
    createPagesExporter(render),
  ];
}
