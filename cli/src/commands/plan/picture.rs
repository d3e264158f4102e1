//! Pictures of a network with paths on it: Graphviz, or SVG that needs nothing else.

use std::{collections::BTreeSet, f64::consts::TAU, fmt::Write};

/// Places that a picture can hold; of larger networks only the paths are drawn, and what touches them.
const MAX_PLACES: usize = 40;

/// What is drawn.
#[derive(Default)]
pub struct Picture {
    /// Every place.
    pub places: Vec<String>,
    /// Name, ends, and whether it leads both ways.
    pub corridors: Vec<(String, String, String, bool)>,
    /// The corridors of each path, the best first.
    pub paths: Vec<Vec<String>>,
    /// Where paths start, and where they end.
    pub ends: (String, String),
}

impl Picture {
    fn rank(&self, corridor: &str) -> Option<usize> {
        self.paths.iter().position(|path| path.iter().any(|id| id == corridor))
    }

    /// Leaves out what would not fit.
    fn fitting(&self) -> (Vec<&str>, Vec<&(String, String, String, bool)>) {
        let on_paths = self.corridors.iter().filter(|corridor| self.rank(&corridor.0).is_some());
        let mut touched: BTreeSet<&str> =
            on_paths.flat_map(|corridor| [&*corridor.1, &*corridor.2]).collect();
        touched.extend([&*self.ends.0, &*self.ends.1]);
        let is_drawn = |place: &str| self.places.len() <= MAX_PLACES || touched.contains(place);
        let places: Vec<&str> =
            self.places.iter().map(String::as_str).filter(|place| is_drawn(place)).collect();
        let corridors =
            self.corridors.iter().filter(|corridor| is_drawn(&corridor.1) && is_drawn(&corridor.2));
        (places, corridors.collect())
    }

    /// For `dot -Tsvg`.
    pub fn dot(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let (places, corridors) = self.fitting();
        let mut text =
            String::from("digraph manifold {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
        for place in places {
            let is_end = place == self.ends.0 || place == self.ends.1;
            let style = if is_end { " [penwidth=2, color=\"#1b6ac9\"]" } else { "" };
            let _ = writeln!(text, "  {}{style};", quoted(place));
        }
        for (id, source, target, both) in corridors {
            let color = match self.rank(id) {
                Some(0) => ", color=\"#1b6ac9\", penwidth=3",
                Some(_) => ", color=\"#7fb2ea\", penwidth=2",
                None => ", color=gray",
            };
            let dir = if *both { ", dir=both" } else { "" };
            let _ = writeln!(
                text,
                "  {} -> {} [label={}{color}{dir}];",
                quoted(source),
                quoted(target),
                quoted(id)
            );
        }
        text.push_str("}\n");
        text
    }

    /// Places on a circle, in the order of their names.
    pub fn svg(&self) -> String {
        let escaped = |text: &str| {
            text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
        };
        let (places, corridors) = self.fitting();
        let count = places.len().max(1);
        let radius = 150.0 + 12.0 * count as f64;
        let (width, height) = (2.0 * radius + 320.0, 2.0 * radius + 100.0);
        let spot = |place: &str| {
            let at = places.iter().position(|other| *other == place).unwrap_or_default();
            let angle = TAU * at as f64 / count as f64;
            (width / 2.0 - radius * angle.cos(), height / 2.0 - radius * angle.sin())
        };
        let mut text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
             font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        );
        // What is on a path lies above the rest.
        let mut ordered = corridors;
        ordered.sort_by_key(|corridor| {
            std::cmp::Reverse(self.rank(&corridor.0).map_or(usize::MAX, |rank| rank))
        });
        for (number, (id, source, target, both)) in ordered.iter().enumerate() {
            let ((x1, y1), (x2, y2)) = (spot(source), spot(target));
            // Corridors between the same places bend apart.
            let bend = 12.0 + 6.0 * (number % 4) as f64;
            let (mx, my) = ((x1 + x2) / 2.0, (y1 + y2) / 2.0);
            let length = (x2 - x1).hypot(y2 - y1).max(1.0);
            let (cx, cy) = (mx - bend * (y2 - y1) / length, my + bend * (x2 - x1) / length);
            let (color, thickness) = match self.rank(id) {
                Some(0) => ("#1b6ac9", 4),
                Some(_) => ("#7fb2ea", 2),
                None => ("#bbbbbb", 1),
            };
            let arrow = if *both { "\u{2194}" } else { "\u{2192}" };
            let _ = writeln!(
                text,
                "<path d=\"M{x1:.1} {y1:.1} Q{cx:.1} {cy:.1} {x2:.1} {y2:.1}\" fill=\"none\" stroke=\"{color}\" \
                 stroke-width=\"{thickness}\"><title>{id}: {source} {arrow} {target}</title></path>",
                id = escaped(id),
                source = escaped(source),
                target = escaped(target),
            );
            if self.rank(id).is_some() {
                let _ = writeln!(
                    text,
                    "<text x=\"{cx:.1}\" y=\"{cy:.1}\" text-anchor=\"middle\" fill=\"{color}\">{}</text>",
                    escaped(id)
                );
            }
        }
        for place in &places {
            let (x, y) = spot(place);
            let is_end = *place == self.ends.0 || *place == self.ends.1;
            let fill = if is_end { "#1b6ac9" } else { "#555555" };
            let _ = writeln!(
                text,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\" fill=\"{fill}\"/>\n<text x=\"{x:.1}\" y=\"{:.1}\" \
                 text-anchor=\"middle\">{}</text>",
                y - 12.0,
                escaped(place)
            );
        }
        text.push_str("</svg>\n");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(places: usize) -> Picture {
        Picture {
            places: (0..places).map(|n| format!("p{n}")).collect(),
            corridors: vec![
                ("a<b".into(), "p0".into(), "p1".into(), true),
                ("c\"d".into(), "p1".into(), "p2".into(), false),
            ],
            paths: vec![vec!["a<b".into()]],
            ends: ("p0".into(), "p1".into()),
        }
    }

    #[test]
    fn a_path_stands_out_and_names_are_escaped() {
        let dot = picture(3).dot();
        assert!(dot.contains("\"p0\" -> \"p1\" [label=\"a<b\", color=\"#1b6ac9\", penwidth=3, dir=both];"));
        assert!(dot.contains("label=\"c\\\"d\", color=gray"));
        let svg = picture(3).svg();
        assert!(svg.contains("a&lt;b") && svg.contains("c&quot;d") && svg.ends_with("</svg>\n"));
        assert_eq!(svg.matches("<circle").count(), 3);
    }

    #[test]
    fn of_a_large_network_only_the_paths_are_drawn() {
        let svg = picture(1_000).svg();
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(!svg.contains("c&quot;d"));
    }
}
