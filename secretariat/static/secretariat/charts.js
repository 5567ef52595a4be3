// Charts: drawn by Vega from the specification beside them. The table under each says the same; nothing here is needed to read.
(() => {
  "use strict";

  const NAMED = /^var\((--[\w-]+)\)$/;
  const OUTLINE = "outline";
  const views = new Map(); // host: its view

  // What draws is fetched when the first chart is shown.

  let drawing = null;

  function load(url) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = url;
      script.addEventListener("load", done);
      script.addEventListener("error", () => failed(new Error(url)));
      document.head.append(script);
    });
  }

  function startDrawing(urls) {
    drawing ||= urls.reduce((before, url) => before.then(() => load(url)), Promise.resolve());
    return drawing;
  }

  // Colors are those that the page has now.

  function colorOf(name, probe) {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  }

  function colored(part, probe) {
    if (Array.isArray(part)) return part.map((each) => colored(each, probe));
    if (part && typeof part === "object") {
      return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, colored(each, probe)]));
    }
    const named = typeof part === "string" && NAMED.exec(part);
    return named ? colorOf(named[1], probe) : part;
  }

  // The outline of States is the same for every map: it is fetched once.

  let outline = null;

  function fetchOutline(url) {
    outline ||= fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(url);
      return answer.json();
    });
    return outline;
  }

  const needsOutline = (layer) => Boolean(layer.data) && layer.data.name === OUTLINE;

  async function complete(specification, host) {
    if (!(specification.layer || []).some(needsOutline)) return specification;
    const { topology } = await fetchOutline(host.dataset.outline);
    const filled = (layer) => (needsOutline(layer) ? { ...layer, data: { values: topology, format: layer.data.format } } : layer);
    return { ...specification, layer: specification.layer.map(filled) };
  }

  // On a narrow screen names leave room for what they name, and colors stand one below the other.

  const NARROW = 640;

  function narrowed(specification, width) {
    const names = specification.encoding && specification.encoding.y && specification.encoding.y.axis;
    if (names && names.labelLimit) names.labelLimit = Math.min(names.labelLimit, Math.round(width * 0.4));
    const legend = specification.encoding && specification.encoding.color && specification.encoding.color.legend;
    if (legend && width < NARROW) legend.columns = 1; // else the words of the last color are cut off
    return specification;
  }

  async function draw(host) {
    const written = JSON.parse(document.getElementById(host.dataset.chart).textContent);
    const { vega, vegaLite } = window;
    const specification = await complete(narrowed(colored(written, host), host.clientWidth), host);
    if (views.has(host)) views.get(host).finalize();
    const parsed = vega.parse(vegaLite.compile(specification, { logger: vega.logger(vega.Error) }).spec, null, { ast: true });
    const view = new vega.View(parsed, { renderer: "svg", container: host, hover: true, expr: vega.expressionInterpreter });
    views.set(host, view);
    await view.runAsync();
    const picture = host.querySelector("svg");
    if (picture) picture.setAttribute("aria-hidden", "true"); // the host is described as a whole, and the table says the rest
    return view;
  }

  function offerSvg(figure, host) {
    const button = figure.querySelector("[data-chart-svg]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const link = document.createElement("a");
      const picture = await views.get(host).toSVG();
      link.href = URL.createObjectURL(new Blob([picture], { type: "image/svg+xml" }));
      link.download = button.dataset.chartSvg;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  async function start(host) {
    if (host.dataset.started) return;
    host.dataset.started = "on";
    const figure = host.closest("figure");
    try {
      await startDrawing(host.dataset.vega.split(" "));
      await document.fonts.ready; // what is written is measured before it is drawn
      host.hidden = false;
      await draw(host);
      host.dataset.drawn = "on";
      figure.querySelector("details").open = false;
      offerSvg(figure, host);
    } catch (error) {
      console.error(error);
      host.hidden = false;
      host.textContent = host.dataset.failed;
    }
  }

  function startPart(part) {
    for (const host of part.querySelectorAll("[data-chart]")) start(host);
  }

  function drawAgain() {
    for (const [host, view] of views) {
      if (host.isConnected) draw(host);
      else {
        view.finalize();
        views.delete(host);
      }
    }
  }

  startPart(document);
  document.addEventListener("htmx:load", (event) => startPart(event.target));
  new MutationObserver(drawAgain).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
})();
