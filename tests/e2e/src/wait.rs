//! Waiting, always with an end.

use std::time::{Duration, Instant};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(500);

/// Looks until there is something to see. An error counts as "not yet" and is told if nothing better comes in time.
pub async fn eventually<T>(
    what: &str,
    limit: Duration,
    mut look: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let started = Instant::now();
    loop {
        let error = match look().await {
            Ok(Some(seen)) => {
                println!("  {what}: after {} s", started.elapsed().as_secs());
                return Ok(seen);
            }
            Ok(None) => None,
            Err(error) => Some(error),
        };
        if started.elapsed() > limit {
            let cause = error.map_or_else(String::new, |cause| format!(" ({cause:#})"));
            anyhow::bail!("{what}: not within {} s{cause}", limit.as_secs());
        }
        tokio::time::sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_comes_is_returned_and_what_does_not_come_is_named_with_its_cause() {
        let mut looks = 0;
        let second = eventually("second look", Duration::from_secs(5), async || {
            looks += 1;
            Ok((looks == 2).then_some(looks))
        });
        assert_eq!(second.await.unwrap(), 2);

        let never = eventually::<()>("never", Duration::ZERO, async || anyhow::bail!("no answer"));
        assert_eq!(never.await.unwrap_err().to_string(), "never: not within 0 s (no answer)");
    }
}
