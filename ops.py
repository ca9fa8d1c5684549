import time,sys,os
from pathlib import Path
import polars as pl
sys.path.insert(0,'/work/main')
from steadybook.measurements import columnar as c
files=[f.read_bytes() for f in sorted(Path('/tmp/sb/fleet/slos/measurements').glob('*.csv'))]
N=int(sys.argv[1]) if len(sys.argv)>1 else 10
H=c._HEAD
data=H+b"".join(f[len(H):] for f in files[:N])
n=N*33600
def timed(name,f,n=n):
    best=(9e9,0)
    for _ in range(4):
        a=time.perf_counter();b=time.process_time();r=f();w=time.perf_counter()-a;p=time.process_time()-b
        best=min(best,(w,p))
    print(f"{name:30} wall {best[0]/n*1e6:.3f} us/row cpu {best[1]/n*1e6:.3f}",flush=True)
    return r
S=pl.String
def rd(**kw): return pl.read_csv(data,schema=dict.fromkeys(c.HEADER,S)|{"good":pl.Int64,"total":pl.Int64}|kw,quote_char=None)
t=timed('read_csv str+int',lambda:rd())
timed('read_csv all str',lambda:rd(good=S,total=S))
timed('read_csv low_memory',lambda:pl.read_csv(data,schema=t.schema,quote_char=None,low_memory=True))
timed('scan_csv',lambda:pl.scan_csv(data,schema=t.schema,quote_char=None).collect())
timed('scan_csv stream',lambda:pl.scan_csv(data,schema=t.schema,quote_char=None).collect(engine='streaming'))
s,e=t['start'],t['end']
timed('start unique',lambda:s.unique())
timed('start cast cat',lambda:s.cast(pl.Categorical))
timed('start rle_id',lambda:s.rle_id())
timed('to_datetime',lambda:s.str.to_datetime("%Y-%m-%dT%H:%M:%SZ",time_unit='us',strict=False))
timed('to_datetime nocache',lambda:s.str.to_datetime("%Y-%m-%dT%H:%M:%SZ",time_unit='us',strict=False,cache=False))
timed('ne shift',lambda:t.select(pl.col('end').ne_missing(pl.col('start').shift(-1))))
timed('svc ne shift',lambda:t.select(pl.col('service').ne_missing(pl.col('service').shift(1))))
timed('sli ne shift',lambda:t.select(pl.col('sli').ne_missing(pl.col('sli').shift(1))))
timed('len svc',lambda:t['service'].str.len_bytes().sum())
timed('len start',lambda:t['start'].str.len_bytes().sum())
timed('len int',lambda:t['total'].cast(S).str.len_bytes().sum())
timed('int digits',lambda:t.select(pl.sum_horizontal(*[(pl.col('total')>=10**i).sum() for i in range(0,12)])))
timed('cumsum',lambda:t['total'].cum_sum())
timed('translate',lambda:data.translate(None,c._PLAIN))
timed('count nl',lambda:data.count(b'\n'))
timed('count ,0',lambda:data.count(b',0'))
timed(':60',lambda:b':60' in data)
import re
timed('re ,0d',lambda:re.search(rb',0[0-9]',data))
timed('isascii',lambda:data.isascii())
timed('str.slice',lambda:t.select(pl.col('start').str.slice(11,2).cast(pl.Int64)))
timed('replace_strict',lambda:0)
